namespace ContainerNet.Cmdlets.Base;

/// <summary>Makes host=address texts of what <c>-AddHost</c> is given.</summary>
internal sealed class AddHostTransformationAttribute() : PairsTransformationAttribute('=');
