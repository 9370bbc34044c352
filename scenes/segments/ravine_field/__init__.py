"""The gradient field of a valley: where steepest descent points, and where the minimum lies."""
