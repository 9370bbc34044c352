"""From words to a sound track."""
