"""RMSProp: AdaGrad that forgets, what that heals, and what it costs."""
