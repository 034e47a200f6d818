# A container in each of the four network modes: made, looked into, proved, removed. Core commands only.
param([switch] $Lab)
$ErrorActionPreference = 'Stop'

$root = [System.IO.Path]::GetFullPath("$PSScriptRoot/../..")
Import-Module "$root/ContainerNet.psd1"
$labKit = "$root/artifacts/bin/ContainerNet.LabKit/release/labkit"
# On an engine of somebody's own only our names are used.
$names = 'cn-demo-closed', 'cn-demo-web', 'cn-demo-joined', 'cn-demo-host'
$port = 18080

function Write-Title([string] $Text) { [System.Console]::WriteLine("`n--- $Text") }
function Show-Command([string] $Text) { [System.Console]::WriteLine("PS> $Text") }
function Clear-Demo {
    foreach ($name in $names) { Remove-Container $name -Force -ErrorAction Ignore }
}

try {
    Clear-Demo
    Get-ContainerEngine | Out-Default

    Write-Title 'Closed: a network namespace of its own with lo only'
    Show-Command 'New-ClosedContainer busybox -Name cn-demo-closed -- sleep 600'
    New-ClosedContainer busybox -Name cn-demo-closed -- sleep 600 | Out-Default

    Write-Title 'Bridged: outbound through SNAT, inbound only through published ports'
    Show-Command "New-BridgedContainer busybox -Name cn-demo-web -Publish ${port}:80 -- sh -c 'echo It works. > /index.html; exec httpd -f -p 80'"
    New-BridgedContainer busybox -Name cn-demo-web -Publish "${port}:80" -- sh -c 'echo It works. > /index.html; exec httpd -f -p 80' | Out-Default

    Write-Title 'Joined: shares the network and IPC of its donor, and talks to it over lo'
    Show-Command 'Get-Container cn-demo-web | Join-ContainerNetwork busybox -Name cn-demo-joined -- sleep 600'
    Get-Container cn-demo-web | Join-ContainerNetwork busybox -Name cn-demo-joined -- sleep 600 | Out-Default
    Show-Command 'Get-Container cn-demo-web | Join-ContainerNetwork busybox -AutoRemove -Wait -- wget -qO- 127.0.0.1'
    Get-Container cn-demo-web | Join-ContainerNetwork busybox -AutoRemove -Wait -- wget -qO- 127.0.0.1 | Out-Default

    Write-Title "Host: the host's own network namespace"
    Show-Command 'New-HostContainer busybox -Name cn-demo-host -- sleep 600'
    New-HostContainer busybox -Name cn-demo-host -- sleep 600 | Out-Default

    Write-Title 'All of them, and what stands in their network namespaces'
    Show-Command 'Get-Container cn-demo-*'
    Get-Container 'cn-demo-*' | Out-Default
    Show-Command 'Get-Container cn-demo-closed, cn-demo-web | Get-ContainerInterface'
    Get-Container cn-demo-closed, cn-demo-web | Get-ContainerInterface | Out-Default

    Write-Title 'The kernel agrees: readlink /proc/PID/ns/net'
    foreach ($container in Get-Container 'cn-demo-*') {
        $inode = readlink "/proc/$($container.ProcessId)/ns/net"
        [System.Console]::WriteLine("$($container.Name.PadRight(16)) $($container.Mode.ToString().PadRight(8)) $inode")
    }
    [System.Console]::WriteLine("$('this host'.PadRight(25)) $(readlink /proc/self/ns/net)")

    if ($Lab) {
        Write-Title 'From a host elsewhere on the network'
        Show-Command "curl http://10.77.0.1:$port"
        & $labKit outside -- curl -sS --max-time 5 "http://10.77.0.1:$port" | Out-Default
        $address = (Get-Container cn-demo-web).Networks[0].IPAddress
        Show-Command "curl http://$address   # the container's own address: the guard drops it"
        & $labKit outside -- curl -sS --max-time 2 "http://$address"
    }

    Write-Title 'How all of it hangs together'
    Show-Command 'Show-ContainerNetworkMap'
    Show-ContainerNetworkMap | Out-Default

    # A fault, on a host that is nobody's.
    if ($Lab) {
        Write-Title 'Somebody adds a rule, and the port is dead'
        Show-Command "iptables -I DOCKER-USER -p tcp -m conntrack --ctorigdstport $port --ctdir ORIGINAL -j DROP"
        iptables -I DOCKER-USER -p tcp -m conntrack --ctorigdstport $port --ctdir ORIGINAL -j DROP
        Show-Command "curl http://10.77.0.1:$port"
        & $labKit outside -- curl -sS --max-time 2 "http://10.77.0.1:$port"
        Show-Command "Trace-ContainerPacket -From outside -To host -Port $port"
        $trace = Trace-ContainerPacket -From outside -To host -Port $port
        [System.Console]::WriteLine("$trace`n$($trace.Reason)")
        Show-Command '$failed = Test-ContainerNetwork | Where-Object Result -eq Fail; $failed'
        $failed = @(Test-ContainerNetwork | Where-Object Result -eq Fail)
        $failed | Out-Default
        foreach ($check in $failed) {
            Show-Command $check.Fix
            & ([scriptblock]::Create($check.Fix))
        }
        Show-Command 'Test-ContainerNetwork -Quiet'
        Test-ContainerNetwork -Quiet | Out-Default
        Show-Command "curl http://10.77.0.1:$port"
        & $labKit outside -- curl -sS --max-time 5 "http://10.77.0.1:$port" | Out-Default
        if ($failed.Count -ne 1) { throw "$($failed.Count) checks failed where one should." }
    }
} finally {
    Write-Title 'Removing them'
    Clear-Demo
}

Get-Container 'cn-demo-*' | Out-Default
