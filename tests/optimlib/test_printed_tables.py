"""The source's two printed tables of 100 rows, digit for digit."""

from optimlib.datasets import y_equals_2x
from optimlib.regression import fit, full_batch, per_sample


def test_full_batch_table(tables):
    run = fit(y_equals_2x(), full_batch(), learning_rate=0.01, w0=1.0, epochs=100)
    rows = [
        [str(epoch), repr(float(run.epoch_w[epoch + 1])), str(round(float(run.epoch_cost[epoch]), 3))]
        for epoch in range(100)
    ]
    assert rows == tables["full_batch"]["rows"]
    assert repr(float(run.predict(4.0))) == tables["full_batch"]["prediction"]


def test_per_sample_table(tables):
    run = fit(y_equals_2x(), per_sample(), learning_rate=0.01, w0=1.0, epochs=100)
    rows = [
        [
            str(epoch),
            repr(float(run.epoch_w[epoch + 1])),
            str(round(float(run.epoch_last_sample_loss[epoch]), 6)),
        ]
        for epoch in range(100)
    ]
    assert rows == tables["per_sample"]["rows"]
    assert repr(float(run.predict(4.0))) == tables["per_sample"]["prediction"]
