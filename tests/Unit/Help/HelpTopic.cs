using System.Xml.Linq;

namespace ContainerNet.Unit.Help;

/// <summary>One cmdlet's help in one language, read from its MAML file.</summary>
internal sealed record HelpTopic(string Language, XElement Element)
{
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public string Name => Element.Element(s_command + "details")!.Element(s_command + "name")!.Value;

    public string Synopsis => Paragraphs(Element.Element(s_command + "details")!.Element(s_maml + "description"));

    public string Description => Paragraphs(Element.Element(s_maml + "description"));

    public string Notes => Paragraphs(Element.Element(s_maml + "alertSet")?.Element(s_maml + "alert"));

    public IEnumerable<XElement> SyntaxItems => Element.Element(s_command + "syntax")!.Elements(s_command + "syntaxItem");

    public IEnumerable<HelpParameter> Parameters => ParametersOf(Element.Element(s_command + "parameters")!);

    public IEnumerable<string> InputTypes => TypesOf("inputTypes");

    public IEnumerable<string> OutputTypes => TypesOf("returnValues");

    public IEnumerable<(string Title, string Code, string Remarks)> Examples =>
        Element.Element(s_command + "examples")!.Elements().Select(example => (
            example.Element(s_maml + "title")!.Value, example.Element(s_dev + "code")!.Value, Paragraphs(example.Element(s_dev + "remarks"))));

    public static IEnumerable<HelpParameter> ParametersOf(XElement parent) =>
        parent.Elements(s_command + "parameter").Select(element => new HelpParameter(
            element.Element(s_maml + "name")!.Value,
            element.Element(s_command + "parameterValue")?.Value ?? "",
            (string)element.Attribute("position")!,
            (bool)element.Attribute("required")!,
            (string)element.Attribute("pipelineInput")!,
            (string)element.Attribute("aliases")!,
            Paragraphs(element.Element(s_maml + "Description"))));

    public static IReadOnlyDictionary<string, HelpTopic> Load(string language) =>
        XDocument.Parse(Repository.Read(language, "ContainerNet.dll-Help.xml")).Root!.Elements(s_command + "command")
            .Select(element => new HelpTopic(language, element)).ToDictionary(topic => topic.Name);

    public override string ToString() => $"{Language} {Name}";

    private static string Paragraphs(XElement? parent) =>
        string.Join('\n', parent?.Elements(s_maml + "para").Select(para => para.Value) ?? []);

    private IEnumerable<string> TypesOf(string section) =>
        Element.Element(s_command + section)!.Descendants(s_maml + "name").Select(name => name.Value);
}

/// <summary>A parameter as help describes it; in a syntax item without text, and a switch there without type.</summary>
internal sealed record HelpParameter(
    string Name, string Type, string Position, bool Required, string Pipeline, string Aliases, string Text);
