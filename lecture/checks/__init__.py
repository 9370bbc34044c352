"""What is wrong with a lecture or a machine, found before anything is made."""
