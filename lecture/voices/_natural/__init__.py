"""What the natural voices share: processes that speak, phonemes of two languages, times of words in the sound."""
