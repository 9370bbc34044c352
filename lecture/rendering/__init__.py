"""From a lecture file to a film: what is to be done, who does it, and where results are kept."""
