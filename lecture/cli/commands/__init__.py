"""The commands, a file each: ``command`` is what the file is called."""
