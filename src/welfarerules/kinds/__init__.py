"""Rule kinds: what a scheme can say about an amount or a contribution, each registered through the plugin hook."""
