# 星图: make run serves the demonstration, make test runs every test, make speed measures. HOST, PORT and XINGTU_HOME
# may be given, e.g. make run PORT=8600.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check fix speed speed-intake speed-judge venv dev browser

run: venv
	@$(BIN)/python -m dashboard serve --demo-if-empty

test: dev browser
	@$(BIN)/python -m pytest -n auto --dist loadfile

check: dev
	@$(BIN)/ruff format --check dashboard tests data
	@$(BIN)/ruff check dashboard tests data
	@$(BIN)/mypy
	@$(BIN)/sqlfluff lint queries

fix: dev
	@$(BIN)/ruff format dashboard tests data
	@$(BIN)/ruff check --fix dashboard tests data
	@$(BIN)/sqlfluff fix queries

speed: dev browser
	@$(BIN)/python -m tests.speed.clicks

speed-intake: dev
	@$(BIN)/python -m tests.speed.intake

speed-judge: dev
	@$(BIN)/python -m tests.speed.judge

venv: .venv/run-installed
dev: .venv/dev-installed

.venv/run-installed: requirements.txt
	@command -v $(PYTHON) >/dev/null || { echo "没有找到 $(PYTHON)。请先安装：apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新的版本，可用 make run PYTHON=python3.11 指定。"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "缺少 venv。请先安装：apt install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "正在安装依赖……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev-installed: .venv/run-installed tests/requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@

# Browser tests need Chromium and a Chinese font; both are Debian packages.
browser:
	@missing=""; \
	command -v chromium >/dev/null || missing="chromium"; \
	fc-list 2>/dev/null | grep -qi "cjk" || missing="$$missing fonts-noto-cjk fontconfig"; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ]; then sudo=""; \
	  elif sudo -n true 2>/dev/null; then sudo="sudo"; \
	  else echo "浏览器测试需要：apt install $$missing"; exit 1; fi; \
	  $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq $$missing >/dev/null; \
	fi
