"""What results are kept under: all that can reach a pixel, a sample or a subtitle, by name."""
