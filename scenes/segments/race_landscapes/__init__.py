"""Six methods on three landscapes: who wins, and who forgives."""
