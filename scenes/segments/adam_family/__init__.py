"""Adam's family: AMSGrad, AdamW, NAdam, AdaMax, RAdam, each against Adam with everything else equal."""
