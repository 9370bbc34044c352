"""What one starts from: a lecture of one's own, one more segment, the words of a segment."""
