"""Height fields in three dimensions, and what rolls on them."""
