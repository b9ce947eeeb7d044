"""The parts of 数据上报: choose a file, say what is unclear, check, publish."""
