"""Adam: momentum above the line, root mean square below."""
