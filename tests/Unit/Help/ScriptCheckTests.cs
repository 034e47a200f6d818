using Xunit;

namespace ContainerNet.Unit.Help;

/// <summary>The check of examples must itself be able to fail.</summary>
public class ScriptCheckTests
{
    [Theory]
    [InlineData("New-ClosedContainer busybox -AutoRemove -Wait -- ls -l /")]
    [InlineData("New-BridgedContainer busybox -p 8080:80 -e @{ A = 1 } -- httpd -f")]
    [InlineData("Get-Container web | Join-ContainerNetwork busybox -- wget -qO- 127.0.0.1")]
    [InlineData("New-JoinedContainer busybox -Container web")]
    [InlineData("Get-Container | Where-Object -FilterScript { $_.Id }")]
    [InlineData("function Show { 1 }; Show")]
    public void A_good_call_has_no_problem(string script) => Assert.Empty(ScriptCheck.Problems(script));

    [Theory]
    [InlineData("New-ClosedContainer busybox -AutoRem")]
    [InlineData("New-ClosedContainer busybox -Publish 80")]
    [InlineData("New-ClosedContainer busybox -Name a -Name b")]
    [InlineData("New-ClosedContainer -Name a")]
    [InlineData("Join-ContainerNetwork busybox")]
    [InlineData("Get-ContainerNothing web")]
    [InlineData("Stop-Container web other")]
    [InlineData("Stop-Container web -- other")]
    [InlineData("1 | Start-Container web -Force")]
    [InlineData("Get-Container {")]
    [InlineData("Get-Container | Where-Object -Filter { $_.Id }")]
    [InlineData("Get-Container | ? { $_.Id }")]
    [InlineData("Get-Contaner web")]
    public void A_bad_call_has_one(string script) => Assert.NotEmpty(ScriptCheck.Problems(script));
}
