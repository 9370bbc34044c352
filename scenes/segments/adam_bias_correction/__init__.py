"""Why Adam divides its means by what is missing in them."""
