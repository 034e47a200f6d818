BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Fixture.ps1')
    New-BridgedContainer cn-web -Name traced -Publish 18200:80 | Out-Null
}

AfterAll { Clear-TestContainer }

Describe 'Following a packet' {
    It 'says that a published port is reached, and by which rules' {
        $trace = Trace-ContainerPacket outside host 18200

        $trace.Verdict | Should -Be 'Delivered'
        $trace.Hops | Where-Object -Property Text -Like '*--to-destination *:80*' | Should -Not -BeNullOrEmpty
        $trace.Fix | Should -BeNullOrEmpty
    }

    It 'says which rule keeps the container''s own address apart, and what to do' {
        $trace = Trace-ContainerPacket -From outside -To traced -Port 80

        $trace.Verdict | Should -Be 'Dropped'
        $trace.DecidedBy | Should -Match 'CONTAINERNET-GUARD|policy DROP'
        $trace.Fix | Should -Not -BeNullOrEmpty
    }

    It 'takes containers from the pipeline by the property ContainerName' {
        (Get-ContainerInterface traced -Name eth0 | Trace-ContainerPacket -From host -Port 80).Verdict | Should -Be 'Delivered'
    }

    It 'looks at a snapshot from a file as at the host' {
        $path = Join-Path -Path $TestDrive -ChildPath 'host.json'
        Export-ContainerNetworkSnapshot -Path $path

        (Trace-ContainerPacket outside host 18200 -Snapshot $path).Verdict | Should -Be 'Delivered'
    }

    It 'keeps its hops through a job' {
        $trace = Start-Job -ScriptBlock { Import-Module $using:ManifestPath; Trace-ContainerPacket outside host 18200 } | Receive-Job -Wait -AutoRemoveJob

        $trace.Hops.Count | Should -BeGreaterThan 3
        $trace.Hops[0].Packet | Should -Be 'New'
    }

    It 'shows a row for each trace' {
        Trace-ContainerPacket outside host 18200 | Out-String | Should -Match 'outside\s+host\s+18200\s+tcp\s+Delivered'
    }

    It 'has the kernel tell what it predicts' {
        $trace = Trace-ContainerPacket -From host -To traced -Port 80 -Live

        $trace.Live.Agreement | Should -Be 'Yes'
        @($trace.Live.Hops).Count | Should -Be @($trace.Hops | Where-Object { $_.Packet -eq 'New' -and $_.Kind -eq 'Rule' }).Count
    }

    It 'says which end is none' {
        { Trace-ContainerPacket outside nosuch 80 -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerNotFound,*'
    }
}
