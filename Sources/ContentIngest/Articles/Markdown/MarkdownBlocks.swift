import CMD4C
import MarginModel

extension MarkdownBuilder {
    mutating func enter(_ type: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) {
        closeInline()
        openMark()
        switch type {
        case MD_BLOCK_QUOTE, MD_BLOCK_UL, MD_BLOCK_OL, MD_BLOCK_CODE, MD_BLOCK_H, MD_BLOCK_TABLE,
            MD_BLOCK_HR:
            takeStepIdentifier()
        default: break
        }
        switch type {
        case MD_BLOCK_QUOTE:
            if !opensNote() { open("<blockquote>\n") }
        case MD_BLOCK_UL: open("<ul>\n")
        case MD_BLOCK_OL: openOrderedList(start: detail?.load(as: MD_BLOCK_OL_DETAIL.self).start)
        case MD_BLOCK_LI:
            openItem()
            if let item = detail?.load(as: MD_BLOCK_LI_DETAIL.self), item.is_task != 0 {
                openTask(isDone: item.task_mark != CChar(UInt8(ascii: " ")))
            }
        case MD_BLOCK_HR: html.append("<hr/>\n")
        case MD_BLOCK_H:
            headingIsOpen = true
            headingHTMLStart = html.count
            headingPlainStart = plain.count
        case MD_BLOCK_CODE:
            html.append("<pre tabindex=\"0\"><code")
            if let lang = detail?.load(as: MD_BLOCK_CODE_DETAIL.self).lang, lang.size > 0 {
                html.append(" class=\"language-")
                HTMLEscaping.append(MD4C.decode(lang), to: &html, inAttribute: true)
                html.append("\"")
            }
            html.append(">")
        case MD_BLOCK_HTML:
            rawBlockIsReported = false
            rawCommentIsOpen = false
        case MD_BLOCK_P:
            let box = taskBox.upperBound == html.count ? Array(html[taskBox]) : []
            html.removeLast(box.count)
            paragraph = ParagraphDraft(start: html.count, hasText: !box.isEmpty)
            html.append("<p>")
            html += box
        case MD_BLOCK_TABLE:
            openTable()
        case MD_BLOCK_THEAD: html.append("<thead>\n")
        case MD_BLOCK_TBODY:
            html.append("<tbody>\n")
            tableHasBody = true
        case MD_BLOCK_TR: html.append("<tr>")
        case MD_BLOCK_TH: openCell("<th scope=\"col\"", detail)
        case MD_BLOCK_TD: openCell("<td", detail)
        default: break
        }
    }

    mutating func leave(_ type: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) {
        closeInline()
        switch type {
        case MD_BLOCK_QUOTE:
            closeDetails()
            if !closesNote() { close("</blockquote>\n") }
        case MD_BLOCK_UL: close("</ul>\n")
        case MD_BLOCK_OL: closeOrderedList()
        case MD_BLOCK_LI:
            closeDetails()
            closeItem()
        case MD_BLOCK_H:
            leaveHeading(level: Int(detail?.load(as: MD_BLOCK_H_DETAIL.self).level ?? 2))
        case MD_BLOCK_CODE: html.append("</code></pre>\n")
        case MD_BLOCK_HTML: rawBlockIsReported = nil
        case MD_BLOCK_P:
            takeStepIdentifier()
            if !makesFigure() { html.append("</p>\n") }
        case MD_BLOCK_TABLE:
            if !tableHasBody { html.append("<tbody></tbody>\n") }
            html.append("</table></div>\n")
        case MD_BLOCK_THEAD: html.append("</thead>\n")
        case MD_BLOCK_TBODY: html.append("</tbody>\n")
        case MD_BLOCK_TR: html.append("</tr>\n")
        case MD_BLOCK_TH, MD_BLOCK_TD:
            cellIsOpen = false
            if type == MD_BLOCK_TH, html.count == cell.upperBound {
                // Nothing heads the column, and an empty heading would be read aloud as one.
                html.replaceSubrange(cell, with: "<td></td>".utf8)
            } else {
                html.append(type == MD_BLOCK_TH ? "</th>" : "</td>")
            }
        default: break
        }
        plain.append(0x20)
    }

    /// What a text opened and did not close within the block that holds it.
    mutating func closeDetails() {
        while let last = openDetails.last, last == depth {
            openDetails.removeLast()
            close("</details>\n")
            if mayReport() {
                document.diagnostics.append(.openDetails(at: location(of: sourceOffset)))
            }
        }
    }

    /// `<details>`, `<summary>…</summary>` and `</details>`, each a line of raw HTML in a text of our own.
    ///
    /// - Returns: `false` for anything else.
    mutating func takesDetails(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard allowsPlainTags, rawBlockIsReported == false, imageDepth == 0 else { return false }
        var line = String(decoding: text, as: UTF8.self)
        while let last = line.last, last.isWhitespace { line.removeLast() }
        if line.isEmpty { return true }
        if line == "</details>" {
            guard openDetails.last == depth else { return false }
            openDetails.removeLast()
            close("</details>\n")
            return true
        }
        guard let isOpened = Self.detailsTag(&line) else { return addSummary(line) }
        html += (isOpened ? "<details open=\"open\">\n" : "<details>\n").utf8
        depth += 1
        openDetails.append(depth)
        return line.isEmpty || addSummary(line)
    }

    private static func detailsTag(_ line: inout String) -> Bool? {
        for (tag, isOpened) in [("<details>", false), ("<details open>", true)]
        where line.hasPrefix(tag) {
            line.removeFirst(tag.count)
            return isOpened
        }
        return nil
    }

    /// Its first element alone.
    private mutating func addSummary(_ line: String) -> Bool {
        let (start, end) = ("<summary>", "</summary>")
        guard line.hasPrefix(start), line.hasSuffix(end), openDetails.last == depth,
            html.hasSuffixOfDetails
        else { return false }
        let title = line.dropFirst(start.count).dropLast(end.count)
        guard !title.isEmpty, !title.contains("<") else { return false }
        html += "<summary>".utf8
        Array(title.utf8).withUnsafeBufferPointer { HTMLEscaping.append($0, to: &html) }
        html += "</summary>\n".utf8
        plain += title.utf8
        plain.append(0x20)
        return true
    }

    /// No span reaches past its block.
    private mutating func closeInline() {
        if imageDepth > 0 {
            imageDepth = 0
            writeImage()
        }
        closeSpans()
    }

    private mutating func open(_ tag: StaticString) {
        html.append(tag)
        depth += 1
    }

    private mutating func close(_ tag: StaticString) {
        html.append(tag)
        depth -= 1
    }

    /// A region that scrolls by itself on narrow screens, named by the heading that it stands under.
    private mutating func openTable() {
        tableCount += 1
        let heading =
            switch part {
            case .section(let draft): draft.title
            case .question(_, let title): title
            case .lead, .faqLead: ""
            }
        var label = Array("Table \(tableCount)".utf8)
        if !heading.isEmpty {
            label += ": ".utf8
            HTMLEscaping.append(Array(heading.utf8), to: &label, inAttribute: true)
        }
        html.append("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
        html += label
        html.append("\"><table aria-label=\"")
        html += label
        html.append("\">\n")
        tableHasBody = false
    }

    private mutating func openCell(_ tag: StaticString, _ detail: UnsafeMutableRawPointer?) {
        cellIsOpen = true
        let start = html.count
        html.append(tag)
        switch detail?.load(as: MD_BLOCK_TD_DETAIL.self).align {
        case MD_ALIGN_LEFT: html.append(" class=\"align-left\"")
        case MD_ALIGN_CENTER: html.append(" class=\"align-center\"")
        case MD_ALIGN_RIGHT: html.append(" class=\"align-right\"")
        default: break
        }
        html.append(">")
        cell = start..<html.count
    }

    /// An ordered list at the top of a section may turn out to be its steps.
    private mutating func openOrderedList(start: UInt32?) {
        if depth == 0, case .section(var draft) = part {
            part = .lead  // So that the draft below is the only reference to its items.
            draft.orderedListCount += 1
            draft.listStart = html.count
            stepListIsOpen = true
            part = .section(draft)
        }
        if let start, start != 1 {
            html += "<ol start=\"\(start)\">\n".utf8
        } else {
            html.append("<ol>\n")
        }
        depth += 1
    }

    private mutating func closeOrderedList() {
        close("</ol>\n")
        guard depth == 0, stepListIsOpen else { return }
        stepListIsOpen = false
        changeSection { $0.listEnd = $1.count }
    }

    private mutating func openItem() {
        html.append("<li")
        let tagEnd = html.count
        html.append(">")
        depth += 1
        guard stepListIsOpen, depth == 2 else { return }
        stepAwaitsIdentifier = true
        let item = SectionDraft.Item(
            tagEnd: tagEnd, contentStart: html.count, contentEnd: html.count,
            plainStart: plain.count, plainEnd: plain.count, sourceOffset: sourceOffset)
        changeSection { draft, _ in draft.items.append(item) }
    }

    private mutating func openTask(isDone: Bool) {
        let start = html.count
        html.append("<span role=\"img\" aria-label=\"")
        html.append(isDone ? "done" : "open")
        html.append("\">")
        html += (isDone ? "☑" : "☐").utf8
        html.append("</span> ")
        taskBox = start..<html.count
    }

    private mutating func closeItem() {
        taskBox = 0..<0
        takeStepIdentifier()
        if stepListIsOpen, depth == 2 {
            let plainEnd = plain.count
            changeSection { draft, html in
                draft.items[draft.items.count - 1].contentEnd = html.count
                draft.items[draft.items.count - 1].plainEnd = plainEnd
            }
        }
        close("</li>\n")
    }

    /// Looks for `{#id}` at the end of a step's first paragraph, once.
    private mutating func takeStepIdentifier() {
        guard stepAwaitsIdentifier, case .section(let draft) = part, let item = draft.items.last
        else { return }
        stepAwaitsIdentifier = false
        let id = takeTrailingIdentifier(htmlStart: item.contentStart, plainStart: item.plainStart)
        let offset = sourceOffset
        changeSection { draft, _ in
            draft.items[draft.items.count - 1].id = id
            draft.items[draft.items.count - 1].sourceOffset = offset
        }
    }

    private mutating func changeSection(_ change: (inout SectionDraft, [UInt8]) -> Void) {
        guard case .section(var draft) = part else { return }
        part = .lead  // So that the draft below is the only reference to its items.
        change(&draft, html)
        part = .section(draft)
    }
}

extension [UInt8] {
    /// Whether the markup ends where a `details` element begins.
    fileprivate var hasSuffixOfDetails: Bool {
        ["<details>\n", "<details open=\"open\">\n"].contains {
            suffix($0.utf8.count) == Array($0.utf8)[...]
        }
    }
}

extension Diagnostic {
    fileprivate static func openDetails(at location: SourceLocation) -> Self {
        Diagnostic(
            .warning, id: "markdown-details", at: location,
            message: "<details> is not closed, and ends with what holds it",
            hint: "Write </details> on a line of its own, with an empty line before and after.")
    }
}
