"""The needle network: rendered needle dials, the polar unwrap, training, the weight file and the model card."""
