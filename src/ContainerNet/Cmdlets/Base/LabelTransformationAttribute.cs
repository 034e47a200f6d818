namespace ContainerNet.Cmdlets.Base;

/// <summary>Makes key=value texts of what <c>-Label</c> is given.</summary>
internal sealed class LabelTransformationAttribute() : PairsTransformationAttribute('=');
