BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Fixture.ps1')
    New-TestWeb | Out-Null
    Join-ContainerNetwork busybox -Container web -Name probe -- httpd -f -p 127.0.0.1:81 | Out-Null
}

AfterAll { Clear-TestContainer }

Describe 'Looking inside' {
    It 'gives routes of both containers of a group, the same for each' {
        $routes = Get-ContainerRoute web, probe -AddressFamily inet | Group-Object -Property ContainerName

        $routes.Name | Sort-Object | Should -Be 'probe', 'web'
        "$($routes[0].Group)" | Should -Be "$($routes[1].Group)"
    }

    It 'tells whose a socket is' {
        (Get-ContainerSocket web -Listening -LocalPort 81).Owner | Should -Be 'probe'
        Get-ContainerSocket web -State Listen -Protocol tcp | Sort-Object -Property LocalPort | ForEach-Object -MemberName Owner | Should -Be 'web', 'probe'
    }

    It 'tells who shares a namespace' {
        (Get-ContainerNamespace web -Type net).SharedWith | Should -Be 'probe'
    }

    It 'takes containers by pipeline and finds ports by the port of the host' {
        (Get-Container web | Get-ContainerPort -HostPort 8080 | Select-Object -First 1).Listening | Should -Be 'Listening'
        Get-ContainerPort -HostPort 8081 | Should -BeNullOrEmpty
    }

    It 'tells that a donor was restarted, and heals by a restart' {
        (Get-Container probe).DonorState | Should -Be 'Alive'
        Restart-Container web -TimeoutSec 0
        (Get-Container probe).DonorState | Should -Be 'Restarted'
        Restart-Container probe -TimeoutSec 0
        (Get-Container probe).DonorState | Should -Be 'Alive'
    }

    It 'completes <Line>' -ForEach @(
        @{ Line = 'Get-ContainerSocket web -State Lis'; Text = 'Listen' }
        @{ Line = 'Get-ContainerNamespace web -Type cg'; Text = 'cgroup' }
        @{ Line = 'Get-ContainerRoute web -Table lo'; Text = 'local' }
        @{ Line = 'Get-ContainerPort pro'; Text = 'probe' }
    ) {
        (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText | Should -Contain $Text
    }
}
