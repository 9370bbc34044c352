"""The learning rate: one factor says which runs creep, arrive, hop, bounce or explode."""
