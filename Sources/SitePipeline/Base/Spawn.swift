import Glibc

/// Starts a program without a shell, in a group of its own, so that what it starts ends with it.
///
/// - Parameters:
///   - arguments: The program's full path, and its arguments.
///   - prepare: Says what its descriptors are.
/// - Returns: The process, and 0 or the `errno` that kept it from starting.
func spawn(
    _ arguments: [String], _ prepare: (inout posix_spawn_file_actions_t) -> Void
) -> (process: pid_t, code: Int32) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    prepare(&actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setpgroup(&attributes, 0)
    // Broken pipes end it as usual.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
    // All that the program learns of where it runs.
    let inherited: [String] = ["HOME", "LANG", "USER"].compactMap { (name: String) in
        getenv(name).map { "\(name)=\(String(cString: $0))" }
    }
    let environment = ["PATH=/usr/local/bin:/usr/bin:/bin"] + inherited
    let program = arguments.first ?? ""
    var process: pid_t = 0
    let code = withCStrings(arguments) { arguments in
        withCStrings(environment) { environment in
            posix_spawn(&process, program, &actions, &attributes, arguments, environment)
        }
    }
    return (process, code)
}

/// The texts as C wants lists of arguments: pointers, and a null one at the end.
private func withCStrings<Result>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var pointers = texts.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
        guard let start = buffer.baseAddress else { preconditionFailure("it holds a null pointer") }
        return body(start)
    }
}
