/// One h1; levels go down one step at a time; one main; several nav are named.
struct HeadingRules {
    static let tags = Set(Category.headings + [.main, .nav])

    private var topCount = 0
    private var lastLevel = 0
    private var mainCount = 0
    private var navCount = 0
    private var unnamedNavs: [Int] = []

    mutating func open(_ element: OpenElement, into findings: inout Findings) {
        switch element.tag {
        case .h1, .h2, .h3, .h4, .h5, .h6:
            let level = Category.headings.firstIndex(of: element.tag).map { $0 + 1 } ?? 1
            checkOrder(level, at: element.offset, into: &findings)
        case .main:
            mainCount += 1
            if mainCount > 1 { findings.add(.oneMain, at: element.offset, "a second main") }
        case .nav:
            navCount += 1
            if !element.isFilled(.ariaLabel), !element.isFilled(.ariaLabelledby) {
                unnamedNavs.append(element.offset)
            }
        default: break
        }
    }

    private mutating func checkOrder(_ level: Int, at offset: Int, into findings: inout Findings) {
        if level == 1 {
            topCount += 1
            if topCount > 1 { findings.add(.oneTopHeading, at: offset, "a second h1") }
        }
        if level > lastLevel + 1, lastLevel > 0 {
            findings.add(.headingOrder, at: offset, "h\(level) follows h\(lastLevel)")
        }
        lastLevel = level
    }

    func finish(body: Int, into findings: inout Findings) {
        if topCount == 0 { findings.add(.oneTopHeading, at: body, "the page has no h1") }
        if mainCount == 0 { findings.add(.oneMain, at: body, "the page has no main") }
        guard navCount > 1 else { return }
        for offset in unnamedNavs {
            findings.add(.unnamedNavigation, at: offset, "one of \(navCount) nav has no name")
        }
    }
}

extension Rule {
    static let oneTopHeading = Rule(
        "A001-one-h1", "A page has one h1.",
        why: "It tells readers and search engines what the page is.",
        cure: "Keep one h1 and make the others h2.", example: "<h1>…</h1> twice")
    static let headingOrder = Rule(
        "A002-heading-order", "Heading levels go down one step at a time.",
        why: "Readers who jump by headings believe they missed a section.",
        cure: "Use the next level, and style it as you like.", example: "<h2>…</h2><h4>…</h4>")
    static let unnamedNavigation = Rule(
        "A011-unnamed-navigation", "Where a page has several nav elements, each is named.",
        why: "Readers cannot tell them apart.", cure: "Add aria-label or aria-labelledby.",
        example: "<nav>…</nav> twice, without aria-label")
    static let oneMain = Rule(
        "A012-one-main", "A page has one main.", why: "Readers skip to it past the navigation.",
        cure: "Put the page's content into one main.", example: "A body without main")
}
