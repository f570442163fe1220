// The sentences of the errors.
// They name the path or the detail an operator needs.

import Capture
import Testing

@Suite("An error of Capture")
struct CaptureErrorTests {
    @Test("is a sentence that carries the path or the detail")
    func sentences() {
        #expect(CaptureError.missing(path: "/srv/x.jpg").description == "/srv/x.jpg: no such file or folder.")
        #expect(CaptureError.corrupt("bad Huffman code").description == "The JPEG is damaged (bad Huffman code).")
        #expect("\(CaptureError.fileTooLarge(path: "a", bytes: 5))".hasPrefix("a: 5 bytes"))
        #expect(CaptureError.notJPEG.description == "The frame is not a JPEG picture.")
    }
}
