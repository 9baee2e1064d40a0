# Two commands matter: `make run` and `make test`. Both install what they need into this folder.
UV := ./bin/uv
export UV_PYTHON_DOWNLOADS := never

.PHONY: run test unit lint types imports bench replay simulate css messages clean

run: .venv/ready
	@.venv/bin/entrepot run

test: .venv/ready
	@./bin/check all

unit lint types imports: .venv/ready
	@./bin/check $@

bench: .venv/ready
	@.venv/bin/python -m benchmarks
	@.venv/bin/python -m benchmarks.duties
	@.venv/bin/python -m benchmarks.routing

replay: .venv/ready
	@.venv/bin/entrepot replay

simulate: .venv/ready
	@.venv/bin/entrepot simulate

css: .venv/ready
	@.venv/bin/tailwindcss --input entrepot/web/design/entrepot.css --output entrepot/web/static/css/entrepot.css --minify

messages: .venv/ready
	@.venv/bin/python manage.py makemessages --locale zh_Hans --no-location --no-wrap --ignore '.venv/*'

.venv/ready: uv.lock pyproject.toml
	@$(UV) sync --locked --quiet
	@touch $@

clean:
	@.venv/bin/entrepot database stop; rm -rf .venv .tools
