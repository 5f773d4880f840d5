"""./dev bench: what layer_packer costs beside the public tools that do the same work. docs/performance.md says how it measures."""
