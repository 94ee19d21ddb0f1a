/// A view model, or a text, of a type that only the compiled template knows.
///
/// Templates mix models of many types in one stack. Boxing each as `any ViewModel` and casting it
/// back would cost an allocation an item, so this borrows the value where it lies. It is made only
/// by the two functions below, is valid only inside their `body`, and is read only by the getters
/// of the type whose shape the compiler resolved against.
struct ViewContext {
    private let address: UnsafeRawPointer

    /// The borrowed value. The compiler resolved the reader, so `Value` is what was borrowed.
    func value<Value>() -> Value {
        address.assumingMemoryBound(to: Value.self).pointee
    }

    /// The stored property at `offset` of the borrowed value.
    func property(at offset: Int) -> ViewContext { ViewContext(address: address + offset) }

    static func with<Value>(_ value: Value, _ body: (ViewContext) -> Void) {
        withUnsafePointer(to: value) { body(ViewContext(address: UnsafeRawPointer($0))) }
    }

    static func forEach<Value>(of values: [Value], _ body: (ViewContext) -> Void) {
        values.withUnsafeBufferPointer { values in
            guard var next = values.baseAddress else { return }
            for _ in 0..<values.count {
                body(ViewContext(address: UnsafeRawPointer(next)))
                next += 1
            }
        }
    }
}
