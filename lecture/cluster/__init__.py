"""Drawing on other machines by Dask: a second crew beside the pool of processes here."""
