import MarginModel

/// The script that reloads an open page after a build, and shows what is wrong with the page, or what
/// a failed build complains of.
enum ReloadScript {
    /// More of one page are counted.
    private static let findingLimit = 20

    /// Puts the script's element before the last `</body>`, or at the end of a page without one.
    static func injected(into page: [UInt8], _ findings: [Diagnostic] = []) -> [UInt8] {
        let place = startOfLastBodyEnd(in: page) ?? page.count
        return Array(page[..<place]) + element(findings) + page[place...]
    }

    /// The findings are data of the element, because a page's policy may forbid any script in it.
    private static func element(_ findings: [Diagnostic]) -> [UInt8] {
        guard !findings.isEmpty else { return Array("<script src=\"/-/reload.js\"></script>".utf8) }
        let errors = findings.filter { $0.severity == .error }
        let others = findings.filter { $0.severity != .error }
        var texts = (errors + others).prefix(findingLimit).map(\.description)
        if findings.count > findingLimit {
            texts.append("and \(findings.count - findingLimit) more")
        }
        let title =
            "\(counted(errors.count, "error")), \(counted(others.count, "warning")) on this page"
        return Array(
            "<script src=\"/-/reload.js\" data-title=\"\(title)\"\(errors.isEmpty ? "" : " data-open")"
                .utf8) + Array(" data-findings='\(ReloadHub.list(texts))'></script>".utf8)
    }

    /// One stream serves all tabs: browsers allow six connections to a host, and six open pages
    /// with a stream each would leave none to load a seventh.
    static func text(build: String) -> String {
        """
        "use strict";
        (() => {
          let build = "\(build)";
          const tabs = new BroadcastChannel("marginalia-preview");
          const own = document.currentScript.dataset;
          let panel = null;
          let failed = false;
          const show = (title, messages, isOpen) => {
            if (panel) panel.remove();
            panel = null;
            if (messages.length === 0) return;
            panel = document.createElement("div");
            panel.setAttribute("role", isOpen ? "alert" : "status");
            panel.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;"
              + "margin:0;padding:.5rem 1rem;color:#fff;font:14px/1.5 monospace;"
              + "white-space:pre-wrap;overflow-wrap:anywhere;z-index:2147483647;"
              + "border-top:3px solid " + (isOpen ? "#f66;background:#2b0b0b" : "#fc3;background:#2b2408");
            const hide = document.createElement("button");
            hide.textContent = "Hide";
            hide.style.cssText = "float:right;font:inherit;padding:0 1rem";
            hide.onclick = () => show("", [], false);
            const list = document.createElement("details");
            list.open = isOpen;
            const head = document.createElement("summary");
            head.textContent = title;
            const words = document.createElement("div");
            words.textContent = messages.join("\\n\\n");
            words.style.cssText = "padding-top:.5rem";
            list.append(head, words);
            // The site's own style does not reach into it.
            panel.attachShadow({ mode: "open" }).append(hide, list);
            document.body.append(panel);
          };
          const showOwn = () =>
            show(own.title, JSON.parse(own.findings || "[]"), "open" in own);
          // The page as it came, without its stylesheets and what scripts made of it since.
          const sheets = (page) => [...page.querySelectorAll("link[rel=stylesheet]")];
          const text = (page) => {
            const copy = page.documentElement.cloneNode(true);
            for (const sheet of sheets(copy)) sheet.remove();
            return copy.outerHTML.replace(/\\s*<\\/body>/, "</body>");
          };
          const before = text(document);
          showOwn();
          const replace = (next) => {
            const old = sheets(document);
            for (const sheet of sheets(next)) {
              const fresh = document.createElement("link");
              for (const field of sheet.attributes) fresh.setAttribute(field.name, field.value);
              old[old.length - 1].after(fresh);
            }
            // The old ones go when the new ones apply, so that nothing flickers.
            setTimeout(() => { for (const sheet of old) sheet.remove(); }, 200);
          };
          const update = async () => {
            const answer = await fetch(location.href, { cache: "no-store" });
            const next = new DOMParser().parseFromString(await answer.text(), "text/html");
            if (answer.ok && text(next) === before && sheets(document).length > 0) replace(next);
            else location.reload();
          };
          const act = (event) => {
            if (event.kind === "errors") {
              if (event.data.length > 0) {
                show("The last build failed; this is the page before it.", event.data, true);
              } else if (failed) showOwn();
              failed = event.data.length > 0;
              return;
            }
            if (failed) showOwn();
            failed = false;
            if (event.data === build) return;
            build = event.data;
            update().catch(() => location.reload());
          };
          tabs.onmessage = (message) => act(message.data);
          const listen = () => new Promise(() => {
            const stream = new EventSource("/-/reload");
            for (const kind of ["build", "errors"]) {
              stream.addEventListener(kind, (message) => {
                const event = { kind, data: JSON.parse(message.data) };
                tabs.postMessage(event);
                act(event);
              });
            }
          });
          if (navigator.locks) navigator.locks.request("marginalia-preview", listen);
          else listen();
        })();

        """
    }

    private static func startOfLastBodyEnd(in page: [UInt8]) -> Int? {
        let tag = Array("</body".utf8)
        guard page.count >= tag.count else { return nil }
        return (0...(page.count - tag.count)).last { start in
            // A slash or `<` is left as it is by setting the bit that makes letters small.
            tag.indices.allSatisfy { page[start + $0] | 0x20 == tag[$0] | 0x20 }
        }
    }
}
