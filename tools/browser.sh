#!/bin/sh
# Install what the browser journeys need: Chromium and a font with Chinese characters.
# Exits 0 even when that cannot be done; the test run then says which journeys did not run.
have_browser() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null; }
have_font() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh-cn)" ]; }

if have_browser && have_font; then
    exit 0
fi
if ! command -v apt-get >/dev/null; then
    echo "浏览器测试需要 chromium 和中文字体；本机没有 apt-get，请自行安装。" >&2
elif [ "$(id -u)" -ne 0 ]; then
    echo "浏览器测试需要 chromium 和中文字体；没有 root 权限，请先执行：" >&2
    echo "  sudo apt-get install chromium fonts-noto-cjk" >&2
else
    echo "安装 chromium 和中文字体 …"
    log=$(mktemp)
    install_packages() {
        apt-get update -qq &&
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk
    }
    install_packages >"$log" 2>&1 || install_packages >"$log" 2>&1 || tail -n 20 "$log" >&2
    rm -f "$log"
fi
exit 0
