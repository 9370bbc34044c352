"""AdaDelta: steps that carry their own unit."""
