/// The blocks that a child of a template may replace: its own and those of what it inlines.
struct BlockNames {
    private(set) var all: Set<String> = []
    private var visited: Set<String> = []

    init(of template: String, in templates: [String: ParsedTemplate]) {
        collect(template, templates)
    }

    private mutating func collect(_ name: String, _ templates: [String: ParsedTemplate]) {
        guard visited.insert(name).inserted, let template = templates[name] else { return }
        collect(template.nodes, templates)
    }

    private mutating func collect(
        _ nodes: [TemplateNode], _ templates: [String: ParsedTemplate]
    ) {
        for node in nodes {
            switch node {
            case .text, .margin, .variable: break
            case .section(_, _, let body): collect(body, templates)
            case .partial(let name, _): collect(name.text, templates)
            case .block(let block):
                all.insert(block.name.text)
                collect(block.nodes, templates)
            case .parent(let name, let blocks, _):
                collect(name.text, templates)
                for block in blocks { collect(block.nodes, templates) }
            }
        }
    }
}
