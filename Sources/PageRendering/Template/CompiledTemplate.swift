/// A template whose every name is known to exist in `Model`. Rendering cannot fail.
package struct CompiledTemplate<Model: ViewModel>: Sendable {
    /// The names of all templates that it was compiled from: itself, its parents and partials.
    package let sources: Set<String>
    /// The keys of all entries of the words that it says by itself.
    package let sayings: Set<String>
    private let steps: [any TemplateStep]

    init(steps: [any TemplateStep], sources: Set<String>, sayings: Set<String>) {
        self.sayings = sayings
        self.steps = steps
        self.sources = sources
    }

    /// Appends the page. Workers keep one buffer and clear it between pages.
    package func render(_ model: Model, into output: inout [UInt8]) {
        ViewContext.with(model) { root in
            var run = TemplateRun(root: root)
            run.run(steps, into: &output)
        }
    }

    package func render(_ model: Model) -> [UInt8] {
        var output: [UInt8] = []
        render(model, into: &output)
        return output
    }
}
