@main struct Meterclip { static func main() {} }
