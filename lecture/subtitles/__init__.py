"""Words with their times become subtitles, and subtitles files."""
