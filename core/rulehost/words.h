// The words of faults in packs, or none. Who only follows rules that others have written, a
// resident's phone, must know that a pack has a fault and which kind, exactly as everybody else;
// the thirty kilobytes of sentences about how to mend it are for who writes packs. So each
// complaint is made by one of these macros, and the library without words (CMake:
// yiting_rulehost_wordless, built with YITING_WITHOUT_WORDS) drops place and texts where the others
// evaluate them.
//
// Included by the files that complain; nobody else.

#ifndef YITING_RULEHOST_WORDS_H_
#define YITING_RULEHOST_WORDS_H_

#ifdef YITING_WITHOUT_WORDS
// Of the converter and the loader.
#define COMPLAIN(at, code, ...) Note(code)
#define COMPLAIN_UNKNOWN(at, code, ...) Note(code)
// Of the linter.
#define REPORT_FAULT(at, code, ...) Note(code)
#define SYNTAX_FAULT(at, ...) NoteSyntax()
// Of the lexer.
#define LEXICAL_FAULT(code, ...) Note(code)
#define LEXICAL_BREAK(...) NoteBreak()
#else
#define COMPLAIN Complain
#define COMPLAIN_UNKNOWN ComplainUnknown
#define REPORT_FAULT Report
#define SYNTAX_FAULT Syntax
#define LEXICAL_FAULT Report
#define LEXICAL_BREAK Break
#endif

#endif  // YITING_RULEHOST_WORDS_H_
