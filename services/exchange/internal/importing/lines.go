package importing

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

var byteOrderMark = []byte("\xef\xbb\xbf")

// lines reads a body line by line in bounded memory.
type lines struct {
	r *bufio.Reader
	n int64 // number of the line that was read last, from 1
}

func newLines(body io.Reader) *lines {
	return &lines{r: bufio.NewReaderSize(body, MaxLine+2)}
}

// next returns the next line without its end (LF or CRLF), valid until the call after. A
// line that is too long or not UTF-8 is a fault, and the one after it can be read. At the
// end of the body it returns io.EOF; any other error is the body's.
func (l *lines) next() ([]byte, error) {
	line, err := l.r.ReadSlice('\n')
	if err != nil && len(line) == 0 {
		return nil, err
	}
	l.n++
	if errors.Is(err, bufio.ErrBufferFull) {
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = l.r.ReadSlice('\n')
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		return nil, tooLong()
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err // the line is cut off: it is not the one that was meant
	}
	line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
	if l.n == 1 {
		line = bytes.TrimPrefix(line, byteOrderMark)
	}
	if len(line) > MaxLine {
		return nil, tooLong()
	}
	if !utf8.Valid(line) {
		return nil, ErrLine.With("The line is not valid UTF-8.")
	}
	return line, nil
}

func tooLong() error { return ErrLineLong.With("A line holds at most %d bytes.", MaxLine) }
