"""AdaGrad: every coordinate has a rate of its own, which never rises."""
