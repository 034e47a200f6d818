namespace ContainerNet.Iptables;

/// <summary>Reads the options of a rule one by one, as <see cref="RuleText.ParseOptions"/> does, for those who keep few of them.</summary>
internal ref struct OptionReader
{
    private WordReader _words;
    private bool _isAtWord;

    /// <param name="specification">The rule, without its chain.</param>
    public OptionReader(ReadOnlySpan<char> specification)
    {
        _words = new WordReader(specification);
        _isAtWord = _words.Read();
    }

    /// <summary>Whether a <c>!</c> stands before it.</summary>
    public bool Negated { get; private set; }

    /// <summary>With its dashes; empty for words that no option precedes.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>The first value; empty when there is none.</summary>
    public ReadOnlySpan<char> Value { get; private set; }

    /// <summary>Goes on to the next option; false where there is none.</summary>
    public bool Read()
    {
        if (!_isAtWord) return false;
        Name = Value = [];
        Negated = _words.IsBang;
        if (Negated) _isAtWord = _words.Read();
        if (_isAtWord && _words.IsOption)
        {
            Name = _words.Word;
            _isAtWord = _words.Read();
        }

        var isFirst = true;
        while (_isAtWord && ((isFirst && RuleText.IsFreeText(Name)) || (!_words.IsBang && !_words.IsOption)))
        {
            if (isFirst) Value = _words.Word;
            isFirst = false;
            _isAtWord = _words.Read();
        }

        return true;
    }
}
