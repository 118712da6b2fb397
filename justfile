# 日常命令。`just` 列出全部。

default:
    @just --list

# 预览网站
dev:
    cargo preview

# 快的测试：不带排版引擎
test:
    cargo quick-test

# 全部测试，包括浏览器和 PDF
all:
    bash tests/run

# 格式、lint、文档
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# CI 跑的就是这一句
ci:
    bash .ci/run

# 与 Hugo 比用时；读 Markdown 与别的解析器比；排版与 WeasyPrint 比
bench:
    cargo bench --bench build --no-default-features
    cargo bench --bench parse --no-default-features
    cargo bench --bench print

# 搜索与 Pagefind 并排（先 npm ci，见 benches/search/README.md）
bench-search site="public":
    node benches/search/compare.mjs --site {{site}}
