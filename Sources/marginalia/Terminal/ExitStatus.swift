/// What the process says of its run. Whenever it is not 0 or 9, the live site is untouched.
enum ExitStatus: Int32, Error {
    case done = 0
    /// Content or template errors.
    case content = 1
    case usage = 2
    case configuration = 3
    /// An input file is invalid.
    case input = 4
    /// An input is stale or incomplete beyond the settings.
    case stale = 5
    case checkFailed = 6
    case lockHeld = 7
    /// See `writeFailedText`.
    case writeFailed = 8
    /// Published, with items left out or reports incomplete.
    case partial = 9
    /// A defect of ours.
    case defect = 70
    /// Ended by SIGTERM, with what was done so far in the manifest.
    case terminated = 143

    static let writeFailedText = "could not be written (output, disk, swap); a retry may help"
}
