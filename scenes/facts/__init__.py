"""What several segments' facts have in common, without manim."""
