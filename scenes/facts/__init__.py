"""What is true in each segment: parameters, facts and beats, one file a segment, without manim."""
