using System.Text;

namespace ContainerNet.Iptables;

/// <summary>Reads the words of a rule one by one. A word makes a string only where a quote is in it.</summary>
/// <param name="text">The rule.</param>
internal ref struct WordReader(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    /// <summary>The word, without its quotes.</summary>
    public ReadOnlySpan<char> Word { get; private set; }

    /// <summary>Whether a quote is in it: such a word is a value, whatever it looks like.</summary>
    public bool IsQuoted { get; private set; }

    /// <summary>Whether it is the <c>!</c> that negates what follows.</summary>
    public readonly bool IsBang => !IsQuoted && Word is "!";

    /// <summary>Whether it is the name of an option.</summary>
    public readonly bool IsOption => !IsQuoted && Word.Length > 1 && Word[0] == '-';

    /// <summary>Goes on to the next word; false where there is none.</summary>
    public bool Read()
    {
        while (_at < _text.Length && IsSpace(_text[_at])) _at++;
        if (_at == _text.Length) return false;
        var end = _at;
        while (end < _text.Length && !IsSpace(_text[end]) && _text[end] != '"') end++;
        IsQuoted = end < _text.Length && _text[end] == '"';
        if (IsQuoted)
        {
            Word = ReadQuoted();
            return true;
        }

        Word = _text[_at..end];
        _at = end;
        return true;
    }

    // A quote may open in the middle of a word; a backslash means something only between quotes.
    private string ReadQuoted()
    {
        var word = new StringBuilder();
        var open = false;
        for (; _at < _text.Length && (open || !IsSpace(_text[_at])); _at++)
        {
            if (_text[_at] == '"') open = !open;
            else if (open && _text[_at] == '\\' && _at + 1 < _text.Length) word.Append(_text[++_at]);
            else word.Append(_text[_at]);
        }

        return word.ToString();
    }

    private static bool IsSpace(char character) => character is ' ' or '\t' or '\r' or '\n';
}
